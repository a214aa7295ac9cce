import { describe, expect, test } from '@jest/globals';
import { checkAddress } from '../../../activities/pages/checked-address.ts';
import { privateHosts } from '../../../activities/pages/private-hosts.ts';
import { reachOf } from '../../../activities/pages/public-addresses.ts';
import { DossierError } from '../../../contract/failures.ts';

const NEVER = [
  '0.0.0.0',
  '0.1.2.3',
  '169.254.169.254',
  '169.254.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '198.51.100.7',
  '203.0.113.9',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '2001:db8::1',
  '100::1',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2001::1',
  'fec0::1',
  '4000::1',
  'nonsense',
  '',
];
const OWN = [
  '::127.0.0.1',
  '64:ff9b:1::a00:1',
  '127.0.0.1',
  '127.255.255.254',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '::1',
  'fc00::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::10.0.0.1',
];
const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '169.253.1.1',
  '2606:4700:4700::1111',
  '2a00:1450::1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
];

describe('numeric addresses', () => {
  test.each(NEVER)('%s is never fetched from', (address) => expect(reachOf(address).kind).toBe('never'));
  test.each(OWN)('%s is of a network of one’s own', (address) => expect(reachOf(address).kind).toBe('own-network'));
  test.each(PUBLIC)('%s is public', (address) => expect(reachOf(address).kind).toBe('public'));
});

const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'allowed';
  } catch (error) {
    return error instanceof DossierError ? error.code : String(error);
  }
};
const check = (address: string, found: string[] = [], allowed = '') =>
  code(checkAddress(address, { resolve: async () => found, isPrivateHost: privateHosts(allowed) }));

describe('addresses of pages', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1./',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://100.100.100.200/',
    'http://10.1.2.3:8080/',
    'ftp://8.8.8.8/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://user@8.8.8.8/',
    'http://user:secret@8.8.8.8/',
    'http://',
    'nonsense',
  ])('%s is refused without a look-up', async (address) => {
    expect(await check(address, ['8.8.8.8'])).toBe('link-refused');
  });

  test.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['::1']], [['8.8.8.8', 'fe80::1']]])(
    'a name that leads to %j is refused',
    async (found) => expect(await check('https://name.example/', found)).toBe('link-refused'),
  );

  test('a name that leads to public addresses alone keeps exactly those', async () => {
    const ports = { resolve: async () => ['8.8.8.8', '2606:4700::1'], isPrivateHost: () => false };
    const { url, addresses } = await checkAddress('https://name.example/a b#part', ports);
    expect([url.href, addresses]).toEqual(['https://name.example/a%20b', ['8.8.8.8', '2606:4700::1']]);
  });

  test('a password in an address is not repeated in the words', async () => {
    const refused = checkAddress('http://ann:secret@8.8.8.8/', { resolve: async () => [], isPrivateHost: () => false });
    await expect(refused).rejects.toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }));
  });

  test('a name without an address is a missing page', async () => {
    expect(await check('https://name.example/', [])).toBe('page-missing');
  });
});

describe('hosts of the own network', () => {
  const allowed = 'intranet.example:8080, Wiki.example,[::1]:9000,10.0.0.5';
  test.each([
    ['http://intranet.example:8080/a', ['10.1.1.1'], 'allowed'],
    ['http://intranet.example/a', ['10.1.1.1'], 'link-refused'],
    ['http://wiki.example/', ['192.168.3.4'], 'allowed'],
    ['https://wiki.example./', ['fd12::1'], 'allowed'],
    ['https://wiki.example:8443/', ['fd12::1'], 'link-refused'],
    ['http://other.wiki.example/', ['192.168.3.4'], 'link-refused'],
    ['http://[::1]:9000/', [], 'allowed'],
    ['http://10.0.0.5/', [], 'allowed'],
    ['http://10.0.0.6/', [], 'link-refused'],
    ['http://wiki.example/', ['169.254.169.254'], 'link-refused'],
    ['http://wiki.example/', ['8.8.8.8'], 'allowed'],
  ])('%s at %j is %s', async (address, found, expected) => expect(await check(address, found, allowed)).toBe(expected));
});
