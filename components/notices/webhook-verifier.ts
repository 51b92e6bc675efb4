/** What a company's system does with each call, in Node and without a library; docs/webhooks.md has the same. */
export const WEBHOOK_VERIFIER = `import { createHmac, timingSafeEqual } from 'node:crypto'

// headers: names in lower case. body: the text as it came. secret: whsec_…
export function isFromKvittens(headers, body, secret) {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' } = headers
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const right = Buffer.from(\`v1,\${createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest('base64')}\`)
  const isRight = (one) => one.length === right.length && timingSafeEqual(Buffer.from(one, 'latin1'), right)
  return Math.abs(Date.now() / 1000 - Number(time)) < 300 && signatures.split(' ').some(isRight)
}
`
