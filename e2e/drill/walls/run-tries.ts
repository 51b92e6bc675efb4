import type { Result, Scene, Try } from './try.ts'

export type Tried = Pick<Try, 'about' | 'does' | 'remains'> & { result: Result; isAsExpected: boolean }

/** Tries all, one after the other, in one scene. A try that ends in an error of its own is not as expected. */
export async function runTries(scene: Scene, tries: readonly Try[]): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const one of tries) {
    const { about, does, remains } = one
    const result = await one.run(scene)
    tried.push({ about, does, ...(remains && { remains }), result, isAsExpected: isExpected(one, result) })
  }
  return tried
}

function isExpected({ refusal, remains }: Try, result: Result): boolean {
  switch (result.kind) {
    case 'skipped':
      return true
    case 'got':
      return remains !== undefined
    case 'refused':
      return remains === undefined && refusal.test(result.words)
  }
}

/** As the table says it. */
export function wordsOf(result: Result): string {
  switch (result.kind) {
    case 'got':
      return `got it: ${result.what}`
    case 'refused':
      return result.words
    case 'skipped':
      return `skipped: ${result.why}`
  }
}
