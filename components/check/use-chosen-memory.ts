'use client'
import { useCallback, useEffect, useState } from 'react'
import { type ChosenBefore, recallChosen, rememberChosen } from './chosen-memory.ts'
import { maskChosenFile } from './mask-chosen-file.ts'

type Input = { serviceId: string; owner: string }

/** What was chosen before the page was loaded again, and a way to remember what is chosen now; nothing once it is handed in. */
export function useChosenMemory({ serviceId, owner }: Input) {
  const [before, setBefore] = useState<readonly ChosenBefore[]>([])
  useEffect(() => setBefore(recallChosen({ serviceId, owner })), [serviceId, owner])
  const remember = useCallback(
    (files: readonly File[]) => rememberChosen({ serviceId, owner }, files.map(maskChosenFile)),
    [serviceId, owner],
  )
  return { before, remember }
}
