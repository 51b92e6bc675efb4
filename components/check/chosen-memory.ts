// What was chosen and not handed in, for a page that is loaded again in the same tab: names and sizes alone, never the file. Kept
// per person and company; logging out removes it with all that pages have stored (Clear-Site-Data).

export type ChosenBefore = { name: string; size: number }

/** `owner`: the person and the company. */
type ChosenMemory = { serviceId: string; owner: string }

export function rememberChosen({ serviceId, owner }: ChosenMemory, files: readonly ChosenBefore[]): void {
  const chosen = files.map(({ name, size }) => ({ name, size }))
  attempt(() =>
    files.length === 0
      ? sessionStorage.removeItem(nameOf(serviceId))
      : sessionStorage.setItem(nameOf(serviceId), JSON.stringify({ owner, chosen })),
  )
}

export function recallChosen({ serviceId, owner }: ChosenMemory): ChosenBefore[] {
  return (
    attempt(() => {
      const kept = JSON.parse(sessionStorage.getItem(nameOf(serviceId)) ?? 'null') as {
        owner: string
        chosen: ChosenBefore[]
      } | null
      return kept?.owner === owner ? kept.chosen : []
    }) ?? []
  )
}

const nameOf = (serviceId: string): string => `kvittens-chosen:${serviceId}`

/** A browser may keep nothing: then nothing is said after a reload. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
