'use client'
// Files that one page hands to the next: kept in the memory of the tab, they survive navigation and not a reload.
let handed: readonly File[] = []

export function handOver(files: readonly File[]): void {
  handed = files
}

/** The files that were handed over, once. */
export function takeHandedOver(): readonly File[] {
  const files = handed
  handed = []
  return files
}
