/** A file to keep, under an ASCII name. Never cached: a sample is as old as its request, a report is one person's. */
export function download(name: string, type: string, content: string | Uint8Array): Response {
  return new Response(content as BodyInit, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}
