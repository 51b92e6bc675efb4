import { expect, test } from 'vitest'
import { chooseForm } from './reply.ts'

test.each([
  [undefined, 'xml'],
  ['', 'xml'],
  ['*/*', 'xml'],
  ['application/json', 'json'],
  ['application/problem+json', 'json'],
  ['text/xml', 'xml'],
  ['text/plain', 'text'],
  ['text/*', 'text'],
  ['application/*', 'xml'],
  ['application/json, */*', 'xml'],
  ['application/json, */*;q=0.1', 'json'],
  ['application/xml;q=0.5, application/json;q=0.8', 'json'],
  ['application/xml;q=0.8, application/json;q=0.5', 'xml'],
  ['application/xml;q=0, */*', 'json'],
  ['APPLICATION/JSON ; Q=0.9', 'json'],
  ['application/json;q=0', 'xml'],
  ['application/json;q=2', 'xml'],
  ['image/png', 'xml'],
  ['json', 'xml'],
  [',;,/;q', 'xml'],
])('Accept: %s → %s', (accept, form) => {
  expect(chooseForm(accept, ['xml', 'json', 'text'])).toBe(form)
})
