/** The options that were typed, already checked against the command's declaration. */
export class OptionValues {
  readonly #values: ReadonlyMap<string, string | true>;

  constructor(values: ReadonlyMap<string, string | true>) {
    this.#values = values;
  }

  /** The value of an option; undefined where it was not typed. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === true ? undefined : value;
  }

  /** Whether an option was typed. */
  flag(name: string): boolean {
    return this.#values.has(name);
  }
}
