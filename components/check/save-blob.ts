/** Saves a file from the page's memory, as a download. */
export function saveBlob({ name, blob }: { name: string; blob: Blob }): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Frees the memory once the browser has begun to read.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
