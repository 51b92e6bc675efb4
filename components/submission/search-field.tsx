'use client'
import type { ComponentProps } from 'react'
import { TextField } from '#components/ui/text-field.tsx'
import { isPersonNumber } from '#lib/identifiers.ts'

type Props = ComponentProps<typeof TextField> & {
  /** What is said about a personnummer: the form does not leave with one, so that it never stands in an address. */
  personal: string
}

/** The page that is asked refuses it too, for those who have no JavaScript. */
export function SearchField({ personal, ...rest }: Props) {
  return (
    <TextField
      className=""
      {...rest}
      onInput={({ currentTarget }) =>
        currentTarget.setCustomValidity(isPersonNumber(currentTarget.value, new Date()) ? personal : '')
      }
    />
  )
}
