import { expect, test } from '@jest/globals';
import { temporalAddress } from '../../../client/dashboard/screens/job/header/temporal-address.ts';

test.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/namespaces/default/workflows/job-1'],
  ['https://ops.example/temporal/', 'https://ops.example/temporal/namespaces/default/workflows/job-1'],
])('a workflow is found below %s', (uiUrl, address) => {
  expect(temporalAddress(uiUrl, 'default', 'job-1')).toBe(address);
});

test('what has letters of addresses in its name stays one name', () => {
  const address = temporalAddress('http://127.0.0.1:8080', 'a/b', 'job?1');
  expect(address).toBe('http://127.0.0.1:8080/namespaces/a%2Fb/workflows/job%3F1');
});
