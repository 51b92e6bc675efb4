'use client'
// A file that one page hands to the next: kept in the memory of the tab, it survives navigation and not a reload.
let handed: File | undefined

export function handOver(file: File): void {
  handed = file
}

/** The file that was handed over, once. */
export function takeHandedOver(): File | undefined {
  const file = handed
  handed = undefined
  return file
}
