import { type Decimal, parseDecimal } from './decimal.ts';

/** A unit of measure: units of one dimension convert into each other by their factors. */
export interface Unit {
  name: string;
  dimension: string;
  factor: Decimal;
}

const CURRENCIES: Record<string, string> = {
  USD: '$ us$ u.s.$ usd dollar dollars us-dollar us-dollars u.s.-dollar u.s.-dollars',
  EUR: '€ eur euro euros',
  GBP: '£ gbp pounds',
  JPY: '¥ jpy yen',
  CHF: 'chf franc francs',
};
const CURRENCY_OF = new Map(
  Object.entries(CURRENCIES).flatMap(([code, words]) => words.split(' ').map((word) => [word, code] as const)),
);

/** The code of a currency by its sign, code or name: `USD` for `$` and for `US dollars`; null of anything else. */
export function currencyNamed(written: string): string | null {
  return CURRENCY_OF.get(written.trim().toLowerCase().replace(/\s+/g, '-')) ?? null;
}

/** Dimension, then `factor: spellings`; the first spelling is the unit's name. Spellings with a capital count with it only. */
const TABLE: Record<string, string> = {
  time: '0.001: millisecond milliseconds ms msec; 1: second seconds sec secs s; 60: minute minutes min mins; 3600: hour hours hr hrs h; 86400: day days; 604800: week weeks',
  months: '1: month months; 3: quarter quarters; 12: year years yr yrs; 120: decade decades; 1200: century centuries',
  mass: '0.001: milligram milligrams mg; 1: gram grams g; 1000: kilogram kilograms kilo kilos kg; 1000000: tonne tonnes t; 907184.74: ton tons; 453.59237: pound-mass lb lbs; 28.349523125: ounce ounces oz',
  length:
    '0.001: millimetre millimetres millimeter millimeters mm; 0.01: centimetre centimetres centimeter centimeters cm; 1: metre metres meter meters m; 1000: kilometre kilometres kilometer kilometers km; 1609.344: mile miles mi; 0.3048: foot feet ft; 0.0254: inch inches; 0.9144: yard yards',
  area: '1: m² sqm m2; 10000: hectare hectares ha; 1000000: km² km2; 4046.8564224: acre acres',
  volume:
    '0.001: millilitre millilitres milliliter milliliters ml; 1: litre litres liter liters l; 100: hectolitre hectolitres hl; 1000: m³ m3; 3.785411784: gallon gallons; 158.987294928: barrel barrels',
  power:
    '1: watt watts W; 1000: kilowatt kilowatts kW kWp; 1000000: megawatt megawatts MW MWp; 1000000000: gigawatt gigawatts GW; 1000000000000: terawatt terawatts TW; 745.7: horsepower hp',
  energy:
    '1: Wh; 1000: kWh kilowatt-hours; 1000000: MWh megawatt-hours; 1000000000: GWh gigawatt-hours; 1000000000000: TWh terawatt-hours',
  joules: '1: joule joules J; 1000: kJ; 1000000: MJ; 1000000000: GJ',
  data: '1: byte bytes; 1000: kilobyte kilobytes KB kB; 1000000: megabyte megabytes MB; 1000000000: gigabyte gigabytes GB; 1000000000000: terabyte terabytes TB; 1000000000000000: petabyte petabytes PB',
  frequency: '1: hertz Hz; 1000: kHz; 1000000: MHz; 1000000000: GHz',
  voltage: '1: volt volts V; 1000: kilovolt kilovolts kV',
  speed: '1: km/h kph; 1.609344: mph; 3.6: m/s; 1.852: knot knots',
  celsius: '1: °C celsius',
  fahrenheit: '1: °F fahrenheit',
  pressure: '1: bar; 0.001: mbar; 0.01: kPa; 0.00001: Pa',
  points:
    '1: pp percentage-points percentage-point percent-points percent-point per-cent-points; 0.01: bps basis-points basis-point',
  percent: '10: percent % per-cent; 1: permille per-mille ‰',
};

const BY_SPELLING = new Map<string, Unit>();
for (const [dimension, units] of Object.entries(TABLE))
  for (const unit of units.split('; ')) {
    const [factor = '1', words = ''] = unit.split(': ');
    const spellings = words.split(' ');
    const value = parseDecimal(factor) ?? { units: 1n, scale: 0 };
    for (const spelling of spellings)
      BY_SPELLING.set(spelling, { name: spellings[0] ?? spelling, dimension, factor: value });
  }

/** Dimensions that are never the same thing: a claim that exchanges one for another is wrong even where the numbers agree. */
const TOGETHER: Record<string, string> = { months: 'time', joules: 'energy', fahrenheit: 'celsius', points: 'percent' };

/** Whether two units measure the same kind of thing, so that one may have been put for the other. */
export function sameKind(a: Unit, b: Unit): boolean {
  return (TOGETHER[a.dimension] ?? a.dimension) === (TOGETHER[b.dimension] ?? b.dimension);
}

/** The unit that a word spells; null where it is none. One-letter units must stand behind a number: the caller knows. */
export function unitNamed(word: string): Unit | null {
  return BY_SPELLING.get(word) ?? BY_SPELLING.get(word.toLowerCase()) ?? null;
}

const BEHIND =
  /^[ \u00a0\u202f-]?(?:(?:more|full|calendar|working|business|consecutive|metric|square|cubic) )?((?:percentage|per[ -]?cent|%)[ -]points?|basis[ -]points?|per[ -]cent|per[ -]mille|(?:kilo|mega|giga|tera)watt[ -]hours|km\/h|m\/s|°[CF]|[%‰]|[A-Za-z]+[²³]?\d?)(?![\p{L}\d])/u;

/** The unit that stands right behind a number, `text` being what follows its digits. */
export function unitBehind(text: string): Unit | null {
  const word = BEHIND.exec(text)?.[1];
  if (word === undefined) return null;
  return unitNamed(
    /points?$/i.test(word) && !/^basis/i.test(word) && / |-/.test(word) ? 'pp' : word.replace(/ /g, '-'),
  );
}

/** The units that a text names anywhere, those of one or two letters only where a bracket or underscore sets them off, as in headers. */
export function unitsNamed(text: string): Unit[] {
  const words = text.match(/[A-Za-z°%‰]+[²³]?(?:\/[hs])?/g) ?? [];
  const found = words.flatMap((word) => (word.length > 2 ? (unitNamed(word) ?? []) : []));
  const set = [...text.matchAll(/(?:[([_ ]|\bin )([A-Za-z%]{1,2})(?=[)\]_,;|]|$)/g)];
  return [...found, ...set.flatMap((match) => unitNamed(match[1] ?? '') ?? [])];
}
