import { hostname } from 'node:os'
import { describe, expect, test } from 'vitest'
import { relayEnv, webEnv } from './env.ts'

const WEB = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgresql://web@localhost/kvittens',
  PAYLOAD_DIR: '/payloads',
  WEBHOOK_RECIPIENT: 'age1none',
  PUBLIC_URL: 'https://kvittens.example',
  SESSION_SECRET: 's'.repeat(32),
  KEEPER_SOCKET: '/run/keeper/socket',
  HISTORY_KEY: 'h'.repeat(32),
  UPLOAD_KEY: 'u'.repeat(32),
  OIDC_ISSUER: 'https://broker.example',
  OIDC_CLIENT_ID: 'kvittens',
  OIDC_CLIENT_KEY: 'key.json',
  PROXY_HOPS: '1',
} as const

describe('the environment', () => {
  test('is parsed once, with what is safe as default', () => {
    expect(webEnv(WEB)).toMatchObject({ MILJO: 'produktion', PASSWORD_LOGIN: 'off', PROXY_HOPS: 1, HOST: '127.0.0.1' })
  })

  test('tells processes of one number on two machines apart', () => {
    expect(webEnv(WEB).INSTANCE).toBe(`${hostname()}-${process.pid}`)
  })

  test('that lacks something says everything that is missing, at once, and none of the values', () => {
    const { DATABASE_URL: _, SESSION_SECRET, ...rest } = WEB
    const parse = () => webEnv({ ...rest, SESSION_SECRET: SESSION_SECRET.slice(1) })
    expect(parse).toThrow(/DATABASE_URL[\s\S]*SESSION_SECRET/)
    expect(parse).not.toThrow(/sss/)
    expect(() => relayEnv({ NODE_ENV: 'test' })).toThrow(
      /DATABASE_URL[\s\S]*PAYLOAD_DIR[\s\S]*RECEIVER_FILE[\s\S]*PAYLOAD_KEYS[\s\S]*WEBHOOK_IDENTITY/,
    )
  })

  test('with https says how many proxies stand in front, or visitors would all share one address', () => {
    const { PROXY_HOPS: _, ...silent } = WEB
    expect(() => webEnv(silent)).toThrow('PROXY_HOPS: with https in PUBLIC_URL a proxy stands in front')
    expect(webEnv({ ...silent, PUBLIC_URL: 'http://localhost:3000' }).PROXY_HOPS).toBe(0)
  })

  test('shows no test people in production', () => {
    expect(() => webEnv({ ...WEB, TEST_PEOPLE: 'people.json' })).toThrow('TEST_PEOPLE: shows names and passwords to everybody')
    expect(webEnv({ ...WEB, MILJO: 'test', TEST_PEOPLE: 'people.json' }).TEST_PEOPLE).toBe('people.json')
  })

  test('lets webhooks call this machine in a test environment alone', () => {
    const loopback = { ...WEB, WEBHOOK_ALLOW: 'loopback' }
    expect(() => webEnv(loopback)).toThrow('WEBHOOK_ALLOW: loopback lets every company call what stands on this machine')
    expect(webEnv({ ...loopback, MILJO: 'test' }).WEBHOOK_ALLOW).toBe('loopback')
    expect(webEnv(WEB).WEBHOOK_ALLOW).toBe('public')
    const relay = { ...WEB, RECEIVER_FILE: 'a', PAYLOAD_KEYS: 'b', WEBHOOK_IDENTITY: 'c', WEBHOOK_ALLOW: 'loopback' }
    expect(() => relayEnv(relay)).toThrow('WEBHOOK_ALLOW')
    expect(relayEnv({ ...relay, MILJO: 'test' }).WEBHOOK_ALLOW).toBe('loopback')
  })
})

describe('where holes are reported', () => {
  test('is an address of mail or a page', () => {
    const named = webEnv({ ...WEB, SECURITY_CONTACT: 'mailto:sakerhet@example.se', SECURITY_POLICY: 'https://example.se/policy' })
    expect(named.SECURITY_CONTACT).toBe('mailto:sakerhet@example.se')
    expect(webEnv({ ...WEB, SECURITY_CONTACT: 'https://example.se/report' }).SECURITY_CONTACT).toBe('https://example.se/report')
    expect(webEnv(WEB).SECURITY_CONTACT).toBeUndefined()
    const twoLines = webEnv({ ...WEB, SECURITY_CONTACT: 'mailto:a@example.se\r\nPolicy:https://evil.example' })
    expect(twoLines.SECURITY_CONTACT).not.toMatch(/\s/)
  })

  test.each([
    ['without its kind', 'sakerhet@example.se'],
    ['in plain http', 'http://example.se/report'],
    ['with a space in it', 'mailto:a@example.se Policy:https://evil.example'],
  ])('%s: the portal does not start', (_name, contact) => {
    expect(() => webEnv({ ...WEB, SECURITY_CONTACT: contact })).toThrow('SECURITY_CONTACT')
    expect(() => webEnv({ ...WEB, SECURITY_POLICY: contact })).toThrow('SECURITY_POLICY')
  })
})

describe('the operator’s addresses', () => {
  const RELAY = {
    NODE_ENV: 'test',
    ...{ DATABASE_URL: WEB.DATABASE_URL, PAYLOAD_DIR: '/payloads' },
    ...{ RECEIVER_FILE: 'fk.json', PAYLOAD_KEYS: 'keys', WEBHOOK_IDENTITY: 'identity', PUBLIC_URL: WEB.PUBLIC_URL },
    ...{ SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'kvittens@example.se' },
  } as const

  test('are several, separated by commas; none is none', () => {
    expect(relayEnv(RELAY)).toMatchObject({ OPERATOR_MAIL: [], OPERATOR_LANGUAGE: 'sv' })
    const { OPERATOR_MAIL } = relayEnv({ ...RELAY, OPERATOR_MAIL: 'drift@example.se, jour@example.se,' })
    expect(OPERATOR_MAIL).toEqual(['drift@example.se', 'jour@example.se'])
  })

  test('are read as a company’s are: with letters beyond ASCII, in any spelling, each once', () => {
    const text = 'Räksmörgås@exempel.se,drift@XN--RKSMRGS-5WAO1O.se, drift@räksmörgås.se'
    expect(relayEnv({ ...RELAY, OPERATOR_MAIL: text }).OPERATOR_MAIL).toEqual(['räksmörgås@exempel.se', 'drift@räksmörgås.se'])
  })

  test.each([
    ['no address', { ...RELAY, OPERATOR_MAIL: 'drift' }],
    ['a line break in it', { ...RELAY, OPERATOR_MAIL: 'drift@example.se\nBcc:all' }],
    ['a line break between two', { ...RELAY, OPERATOR_MAIL: 'drift@example.se\r\njour@example.se' }],
    ['a NUL in it', { ...RELAY, OPERATOR_MAIL: 'drift@example.se\0' }],
    ['a sign that turns the text', { ...RELAY, OPERATOR_MAIL: 'drift\u202e@example.se' }],
    ['no mail server', { ...RELAY, OPERATOR_MAIL: 'drift@example.se', SMTP_URL: undefined }],
    ['another language', { ...RELAY, OPERATOR_LANGUAGE: 'fi' }],
  ])('%s: relay does not start', (_name, env) => {
    expect(() => relayEnv(env)).toThrow(/OPERATOR_/)
    expect(() => relayEnv(env)).not.toThrow(/drift/)
  })
})
