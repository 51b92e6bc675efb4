/** A sleep that can be cut short. A wake that comes while nobody sleeps is remembered. */
export type Waker = { wake: () => void; sleep: (ms: number) => Promise<void> }

export function createWaker(): Waker {
  let woken = false
  let stir: (() => void) | undefined
  return {
    wake() {
      woken = true
      stir?.()
    },
    async sleep(ms) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          stir = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      stir = undefined
      woken = false
    },
  }
}
