/** An attachment under an ASCII name. Never cached: samples depend on the day, reports are personal. */
export function download(name: string, type: string, content: string | Uint8Array): Response {
  return new Response(content as BodyInit, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
