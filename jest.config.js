export default {
  testEnvironment: 'node',
  // Jest finds uncovered files only below its roots, so the covered folders are roots too; tests are in test/ alone.
  roots: ['<rootDir>/test', '<rootDir>/contract', '<rootDir>/workflows'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  coverageProvider: 'v8',
  // Patience, not a measurement: servers start beside each other on two cores.
  testTimeout: 90_000,
};
