/** The options that were typed, already checked against the command's declaration. */
export class OptionValues {
  readonly #values: ReadonlyMap<string, readonly (string | true)[]>;

  /** Each option with what was typed for it, in order. */
  constructor(values: ReadonlyMap<string, readonly (string | true)[]>) {
    this.#values = values;
  }

  /** The value of an option; undefined where it was not typed. The last one counts. */
  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** Every value of an option that may be typed several times. */
  all(name: string): string[] {
    return (this.#values.get(name) ?? []).filter((value) => value !== true);
  }

  /** Whether an option was typed. */
  flag(name: string): boolean {
    return this.#values.has(name);
  }
}
