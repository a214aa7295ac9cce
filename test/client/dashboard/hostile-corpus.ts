import { HOSTILE_TEXTS } from '../../support/hostile-text.ts';

/** What a payload calls when it runs; a page under test has it, and it tells. */
export const RAN = 'ran(1)';

const ON_LOAD = [
  ...[
    'img src=x',
    'image src=x',
    'video src=x',
    'audio src=x',
    'input type=image src=x',
    'embed src=x',
    'object data=x',
  ],
  ...['link rel=stylesheet href=x', 'script src=x', 'track src=x', 'source src=x', 'iframe src=x'],
].map((tag) => `<${tag} onerror=${RAN}>`);

const BY_EVENT = [
  ...['svg onload', 'body onload', 'body onpageshow', 'iframe onload', 'style onload', 'svg/onload', 'svg\tonload'],
  ...[
    'marquee onstart',
    'marquee onfinish',
    'details open ontoggle',
    'video autoplay onplay src=x',
    'select autofocus onfocus',
  ],
  ...['textarea autofocus onfocus', 'input autofocus onfocus', 'button autofocus onfocus', 'keygen autofocus onfocus'],
  ...[
    'div contenteditable autofocus onfocus',
    'a href=# autofocus onfocus',
    'div onmouseover',
    'div onclick',
    'p onpointerenter',
  ],
  ...['div onpointermove', 'div onwheel', 'form onsubmit', 'form onformdata', 'body onhashchange', 'body onscroll'],
  ...[
    'div onanimationstart style=animation:x',
    'div ontransitionend style=transition:1s',
    'dialog open onclose',
    'meter onclick',
  ],
  ...[
    'div onbeforematch hidden=until-found',
    'video oncanplay',
    'audio onloadstart src=x',
    'body onresize',
    'p onfocusin tabindex=1',
  ],
  ...[
    'details ontoggle open=1',
    'div popover onbeforetoggle',
    'img src=data: onerror',
    'x onclick',
    'math onclick',
    'isindex onfocus',
  ],
].map((tag) => `<${tag}=${RAN}>`);

const QUOTES = [
  '"',
  "'",
  '`',
  '">',
  "'>",
  '-->',
  ']]>',
  '</textarea>',
  '</title>',
  '</style>',
  '</noscript>',
  '</template>',
  '*/',
  '%>',
  '?>',
  '}}',
];
const OUT_OF_A_PLACE = QUOTES.flatMap((end) => [
  `${end}<svg onload=${RAN}>`,
  `${end} onfocus=${RAN} autofocus x=${end}`,
]);

const SCHEMES = [
  ...[
    'javascript:',
    'JaVaScRiPt:',
    'java\tscript:',
    'java\nscript:',
    '\u0001javascript:',
    ' javascript:',
    'javascript&colon;',
  ],
  ...[
    '&#106;avascript:',
    '&#x6a;avascript:',
    'javascript\u200b:',
    'vbscript:',
    'livescript:',
    'data:text/html,<script>',
    'data:text/html;base64,',
  ],
  ...[
    'data:image/svg+xml,<svg onload=',
    'view-source:javascript:',
    'blob:javascript:',
    'feed:javascript:',
    'jar:javascript:',
    'filesystem:javascript:',
  ],
];
const LINKS = SCHEMES.flatMap((scheme) => [
  `[read this](${scheme}${RAN})`,
  `<a href="${scheme}${RAN}">read this</a>`,
  `![](${scheme}${RAN})`,
]);

const NESTED = [
  `<svg><script>${RAN}</script></svg>`,
  `<svg><a xlink:href="javascript:${RAN}"><text>x</text></a></svg>`,
  `<svg><animate onbegin=${RAN} attributeName=x>`,
  `<svg><set attributeName=onload to=${RAN}>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${RAN}>#x">`,
  `<svg><foreignObject><img src=x onerror=${RAN}></foreignObject></svg>`,
  `<math><annotation-xml encoding="text/html"><img src=x onerror=${RAN}></annotation-xml></math>`,
  `<math href="javascript:${RAN}">x</math>`,
  `<template><script>${RAN}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RAN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${RAN}>`,
  `<table background="javascript:${RAN}">`,
  `<img src="x" srcset="https://example.com/a 1x">`,
  '<img src="https://example.com/a.png">',
  '<iframe src="https://example.com/"></iframe>',
  '<link rel="prefetch" href="https://example.com/">',
  '<script src="https://example.com/a.js"></script>',
  '<script type="module">import "https://example.com/a.js"</script>',
  '<style>@import "https://example.com/a.css";</style>',
  '<div style="background:url(https://example.com/a)">',
  '<meta http-equiv="refresh" content="0;url=https://example.com/">',
  '<base href="https://example.com/">',
  '<object data="https://example.com/a.swf"></object>',
  '<form action="https://example.com/"><button>send</button></form>',
  '![](https://example.com/a.png)',
  '![][a]\n\n[a]: https://example.com/a.png',
  '<video poster="https://example.com/a.png">',
  `<iframe srcdoc="&lt;script&gt;parent.${RAN}&lt;/script&gt;">`,
];

const SCRIPTS = [
  ...[
    `<script>${RAN}</script>`,
    `<SCRIPT>${RAN}</SCRIPT>`,
    `<script >${RAN}</script >`,
    `<script\n>${RAN}</script>`,
    `<script/x>${RAN}</script>`,
  ],
  ...[
    `<<script>${RAN}//<</script>`,
    `<scr<script>ipt>${RAN}</scr</script>ipt>`,
    `<script>${RAN}`,
    `<script x="</script>">${RAN}</script>`,
  ],
  ...[
    `\\u003cscript\\u003e${RAN}\\u003c/script\\u003e`,
    `%3Cscript%3E${RAN}%3C/script%3E`,
    `+ADw-script+AD4-${RAN}+ADw-/script+AD4-`,
  ],
  ...[
    `\uff1cscript\uff1e${RAN}\uff1c/script\uff1e`,
    `<\u017fcript>${RAN}</\u017fcript>`,
    `\u2028<script>${RAN}</script>`,
    `\ufeff<script>${RAN}</script>`,
  ],
  ...[
    `\u202e<script>${RAN}</script>`,
    `<script\u00a0>${RAN}</script>`,
    `&lt;script&gt;${RAN}&lt;/script&gt;`,
    `<script>/*\u0085*/${RAN}</script>`,
  ],
];

const TEMPLATES = [
  ...[
    `\${${RAN}}`,
    `{{${RAN}}}`,
    `{{constructor.constructor('${RAN}')()}}`,
    `<%= ${RAN} %>`,
    `#{${RAN}}`,
    `[[${RAN}]]`,
    `{%${RAN}%}`,
    `@(${RAN})`,
  ],
  ...[
    `";${RAN};//`,
    `';${RAN};//`,
    `\`;${RAN};//`,
    `</script><script>${RAN}</script>`,
    `\\";${RAN};//`,
    `__proto__`,
    `constructor`,
    `toString`,
  ],
  ...[
    `{"__proto__":{"x":1}}`,
    `=cmd|'/c calc'!A1`,
    `=HYPERLINK("https://example.com")`,
    `%0d%0aSet-Cookie:x=1`,
    `../../../etc/passwd`,
  ],
];

/** More than 200 texts that try to become markup, script, a request or a link, each a different way. */
export const HOSTILE_CORPUS: readonly string[] = [
  ...new Set([
    ...HOSTILE_TEXTS.map((text) => text.replaceAll('alert(1)', RAN)),
    ...[...SCRIPTS, ...ON_LOAD, ...BY_EVENT, ...OUT_OF_A_PLACE, ...LINKS, ...NESTED, ...TEMPLATES],
  ]),
];
