'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { maskChosenFile } from '#components/check/mask-chosen-file.ts'
import { type CheckState, fileIn } from '#components/check/use-check.ts'
import type { BatchFile, BatchFileState } from './batch.ts'

type UseBatchInput = {
  /** Of the page's one check. */
  state: CheckState
  choose: (file: File) => void
  cancel: () => void
  /** False while the check of a file is made once more: as another e-service's. */
  isSettled: boolean
}

export type Batch = {
  files: readonly BatchFile[]
  /** The file that is opened from the list, to be looked at and sent by itself. */
  openId: number | undefined
  drop: (id: number) => void
  open: (id: number) => void
  /** Whether the list is shown, and not one file. */
  isList: boolean
  chosen: readonly File[]
  /** What is not sent yet: the file that is shown, and those of its list. */
  together: readonly File[]
  /** Files that were chosen: one alone, several as a list, more for the list, or another in the place of the opened one. */
  take: (files: readonly File[]) => void
  /** Back to the list, where the opened file stands as it was checked, or as `then` says. */
  close: (then?: BatchFileState) => void
  set: (id: number, state: BatchFileState) => void
}

/** The files of the list, checked one after the other by the page's one check. */
export function useBatch({ state, choose, cancel, isSettled }: UseBatchInput): Batch {
  const [files, setFiles] = useState<readonly BatchFile[]>([])
  const [openId, setOpenId] = useState<number>()
  const lastId = useRef(0)
  const set = useCallback(
    (id: number, next: BatchFileState) =>
      setFiles((all) => all.map((file) => (file.id === id ? { ...file, state: next } : file))),
    [],
  )
  const isList = files.length > 0 && openId === undefined
  const current = files.find((file) => file.state.kind === 'checking')
  const next = files.find((file) => file.state.kind === 'waiting')

  // The result of the file that is checked, and then the next one.
  useEffect(() => {
    if (openId !== undefined) return
    if (current) {
      const result = isSettled ? resultOf(state, current.file) : undefined
      if (result) set(current.id, result)
      return
    }
    if (!next) return
    set(next.id, { kind: 'checking' })
    choose(next.file)
  }, [state, isSettled, openId, current, next, choose, set])

  function put(file: File): BatchFile {
    return { id: ++lastId.current, file: maskChosenFile(file), state: { kind: 'waiting' } }
  }

  function take(taken: readonly File[]) {
    const [first, ...rest] = taken
    if (!first) return
    if (openId !== undefined) {
      const file = maskChosenFile(first)
      const more = rest.map(put)
      setFiles((all) => [...all.map((each) => (each.id === openId ? { ...each, file } : each)), ...more])
      choose(file)
    } else if (isList || rest.length > 0) {
      const more = taken.map(put)
      setFiles((all) => [...all, ...more])
    } else choose(first)
  }

  function close(then?: BatchFileState) {
    const opened = files.find(({ id }) => id === openId)
    setOpenId(undefined)
    if (!opened) return
    if (then) set(opened.id, then)
    else if (state.kind === 'checked') {
      const { chosen: file } = state
      const checked: BatchFileState = { kind: 'checked', checked: state, isRead: false }
      setFiles((all) => all.map((each) => (each.id === opened.id ? { ...each, file, state: checked } : each)))
    } else set(opened.id, resultOf(state, opened.file) ?? { kind: 'waiting' })
  }

  return {
    files,
    openId,
    isList,
    chosen: isList ? files.map(({ file }) => file) : fileIn(state),
    together:
      files.length === 0
        ? fileIn(state)
        : files
            .filter((file) => file.state.kind !== 'received')
            .map(({ id, file }) => (id === openId ? (fileIn(state)[0] ?? file) : file)),
    take,
    drop: (id) => {
      if (current?.id === id) cancel()
      setFiles((all) => all.filter((file) => file.id !== id))
    },
    open: (id) => {
      const file = files.find((each) => each.id === id)
      if (!file) return
      setOpenId(id)
      choose(file.file)
    },
    close,
    set,
  }
}

/** What the check has found out about this file; undefined while it has not. */
function resultOf(state: CheckState, file: File): BatchFileState | undefined {
  switch (state.kind) {
    case 'checked':
      return state.chosen === file ? { kind: 'checked', checked: state, isRead: false } : undefined
    case 'problem':
      return state.file === file ? { kind: 'problem', reason: state.reason } : undefined
    case 'cancelled':
      return state.file === file ? { kind: 'problem', reason: 'cancelled' } : undefined
    case 'none':
    case 'checking':
      return undefined
  }
}
