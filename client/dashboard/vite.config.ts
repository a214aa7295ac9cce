import { defineConfig, type Plugin } from 'vite';

/** The checker of data can also write JSON Schemas, which no page does: 4 kB of a first load. In its place stands what says so. */
const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  load(id) {
    if (!/\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
    const never = '() => () => { throw new Error("No JSON Schemas are written in the page."); }';
    const names = ['createToJSONSchemaMethod', 'createStandardJSONSchemaMethod', 'initializeContext', 'process'];
    const others = ['processSchema', 'extractDefs', 'finalize', 'toJSONSchema', 'allProcessors'];
    return [...names, ...others].map((name) => `export const ${name} = ${never};`).join('\n');
  },
};

/** How the application is built: `npm run build:dashboard`. Addresses are relative, since a proxy may show the instance below a path. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [withoutJsonSchemas],
  build: {
    outDir: '../../build/dashboard',
    emptyOutDir: true,
    target: ['chrome124', 'firefox128', 'safari17.4'],
    // Pictures and fonts inside scripts would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // The checker of data would try whether it may write code for itself, which the Content-Security-Policy refuses and tells. It is set before
      // the first schema is made, in whichever file that comes to stand.
      output: { banner: 'globalThis.__zod_globalConfig ??= { jitless: true };' },
      // Libraries mark what may run in browsers only, which is all of this.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
