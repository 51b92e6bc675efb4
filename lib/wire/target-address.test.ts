import { expect, test } from 'vitest'
import { isCallable, LONGEST_TARGET, readCallTarget } from './target-address.ts'

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.1.1.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '0:0:0:0:0:ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  'fe80::1',
  'fe80::1%lo',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  'fec0::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:0a00:0001::1',
  '3fff::1',
  '5f00::1',
  '',
  'localhost',
  '127.1',
  '0x7f.0.0.1',
  '2130706433',
  '8.8.8.8 ',
])('%s is no public address', (address) => {
  expect(isCallable(address, 'public')).toBe(false)
})

test.each([
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.1',
  '192.0.1.1',
  '193.45.6.7',
  '2001:4860:4860::8888',
  '2a00:1450::1',
  '2606:4700::1111',
])('%s is one', (address) => {
  expect(isCallable(address, 'public')).toBe(true)
  expect(isCallable(address, 'loopback')).toBe(true)
})

test('the machine itself may be called where that is set, and nothing else that is private', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1'].map((address) => isCallable(address, 'loopback'))).toEqual([true, true, true])
  expect(['10.0.0.1', '0.0.0.0', '::', '::ffff:127.0.0.1', 'fe80::1'].some((address) => isCallable(address, 'loopback'))).toBe(
    false,
  )
})

test.each([
  ['', 'unreadable'],
  ['exempel.se/krok', 'unreadable'],
  ['https://', 'unreadable'],
  ['https://exempel.se/a b', 'unreadable'],
  ['https://exem\npel.se/', 'unreadable'],
  ['https://exempel.se/\u0000', 'unreadable'],
  ['https://exempel.se:99999/', 'unreadable'],
  [`https://exempel.se/${'x'.repeat(LONGEST_TARGET)}`, 'unreadable'],
  [`https://exempel.se/${'å'.repeat(LONGEST_TARGET / 4)}`, 'unreadable'],
  ['http://exempel.se/', 'not-https'],
  ['ftp://exempel.se/', 'not-https'],
  ['file:///etc/passwd', 'not-https'],
  ['javascript:alert(1)', 'not-https'],
  ['https://anna:hemligt@exempel.se/', 'has-login'],
  ['https://anna@exempel.se/', 'has-login'],
  ['https://exempel.se/#del', 'has-fragment'],
  ['https://localhost/', 'not-public'],
  ['https://LOCALHOST./', 'not-public'],
  ['https://app.localhost/', 'not-public'],
  ['https://intranet/', 'not-public'],
  ['https://server.local/', 'not-public'],
  ['https://db.internal/', 'not-public'],
  ['https://127.0.0.1/', 'not-public'],
  ['https://127.1/', 'not-public'],
  ['https://2130706433/', 'not-public'],
  ['https://0x7f000001/', 'not-public'],
  ['https://0177.0.0.1/', 'not-public'],
  ['https://１２７.0.0.1/', 'not-public'],
  ['https://169.254.169.254/latest/meta-data/', 'not-public'],
  ['https://[::1]/', 'not-public'],
  ['https://[::ffff:7f00:1]/', 'not-public'],
  ['https://[64:ff9b::a9fe:a9fe]/', 'not-public'],
])('%j is refused: %s', (text, fault) => {
  expect(readCallTarget(text, 'public')).toEqual({ kind: 'fault', fault })
})

test.each([
  ['https://exempel.se', 'https://exempel.se/'],
  ['  https://Lön.Exempel.se:8443/krok?nyckel=1 ', 'https://xn--ln-fka.exempel.se:8443/krok?nyckel=1'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ['https://[2a00:1450::1]:444/x', 'https://[2a00:1450::1]:444/x'],
])('%j is taken', (text, href) => {
  expect(readCallTarget(text, 'public')).toMatchObject({ kind: 'target', url: { href } })
})

test('the machine itself is taken where that is set', () => {
  for (const text of ['https://localhost:8444/', 'https://127.0.0.1/', 'https://[::1]/'])
    expect(readCallTarget(text, 'loopback').kind).toBe('target')
  expect(readCallTarget('https://10.0.0.1/', 'loopback')).toEqual({ kind: 'fault', fault: 'not-public' })
})
