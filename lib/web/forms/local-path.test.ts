import { expect, test } from 'vitest'
import { localPath } from './local-path.ts'

test.each(['/', '/hem', '/inlamningar?sida=2&status=vantar', '/inlamningar/K7MQ-2XWH-9', '/lamna/sjukanmalan?fil=%C3%A5.xml'])(
  'after a login one may go to %s',
  (path) => {
    expect(localPath(path)).toBe(path)
  },
)

test.each([
  undefined,
  null,
  '',
  'hem',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/..//evil.example',
  '/\t/evil.example',
  '/hem\r\nSet-Cookie: a=b',
  'javascript:alert(1)',
  '/api/logga-ut',
  '/api',
  '/logga-in?fel=fel',
  `/${'x'.repeat(1000)}`,
])('after a login one is never led to %j', (path) => {
  expect(localPath(path)).toBeUndefined()
})
