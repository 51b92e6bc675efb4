'use client'
import { createContext, type ReactNode, useContext } from 'react'

/** What a page that failed has no other way to know. `hasContact`: the operator has said how to be reached. */
export type Visit = { isLoggedIn: boolean; hasContact: boolean }

const Context = createContext<Visit>({ isLoggedIn: false, hasContact: false })

export function VisitRoot({ visit, children }: { visit: Visit; children: ReactNode }) {
  return <Context value={visit}>{children}</Context>
}

export const useVisit = (): Visit => useContext(Context)
