/** The seed of this run: DOSSIER_TEST_SEED, else a new one, which is printed so that the run can be repeated. */
export function seedOfThisRun(): number {
  const given = process.env.DOSSIER_TEST_SEED;
  const seed = given === undefined ? Math.floor(Math.random() * 1_000_000) : Number(given);
  process.stderr.write(`The seed of this run: DOSSIER_TEST_SEED=${seed}\n`);
  return seed;
}
