/** A file to keep. Samples are as old as the request: tomorrow's would have other dates. */
export function download(name: string, type: string, content: string | Uint8Array): Response {
  return new Response(content as BodyInit, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
