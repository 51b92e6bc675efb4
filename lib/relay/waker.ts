/** A sleep that can be cut short. `wake` without a sleeper ends the next sleep at once. */
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
