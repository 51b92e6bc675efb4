// The worker of a search by file: works out one file's SHA-256, piece by piece.

export type HashAnswer = { sha256: string } | 'unreadable'

// Set before any dynamic import: a message without a listener is lost.
self.onmessage = ({ data }: MessageEvent<File>) => {
  hashFile(data).then(tell, () => tell('unreadable'))
}

async function hashFile(file: File): Promise<HashAnswer> {
  const { createSHA256 } = await import('hash-wasm')
  const hash = await createSHA256()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { sha256: hash.digest('hex') }
    hash.update(value)
  }
}

function tell(answer: HashAnswer): void {
  self.postMessage(answer)
}
