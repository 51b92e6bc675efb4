import { expect, test } from 'vitest'
import { webhookNames } from './webhook-names.ts'

test('a webhook goes by its host, and by its address where there is another one on that host', () => {
  const at = (url: string) => ({ url, host: new URL(url).hostname })
  const urls = ['https://krok.exempel.se/a', 'https://lon.exempel.se/', 'https://krok.exempel.se:8443/a?b=1']
  expect(webhookNames(urls.map(at))).toEqual(['krok.exempel.se/a', 'lon.exempel.se', 'krok.exempel.se:8443/a?b=1'])
  expect(webhookNames([])).toEqual([])
})
