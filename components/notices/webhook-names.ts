/** What a webhook is called where it is changed: its host, or all of its address where the company has another one there. */
export function webhookNames(webhooks: readonly { url: string; host: string }[]): string[] {
  return webhooks.map(({ url, host }) =>
    webhooks.some((other) => other.host === host && other.url !== url) ? url.replace(/^https:\/\//, '') : host,
  )
}
