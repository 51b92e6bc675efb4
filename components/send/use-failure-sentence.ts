'use client'
import { useTranslations } from 'next-intl'
import type { SendFailure } from './use-send.ts'

/** Why a file was not handed in, in the server's own words where it has any. */
export function useFailureSentence(failure: SendFailure): string {
  const t = useTranslations('send.failed')
  switch (failure.kind) {
    case 'refused':
      return failure.detail
    case 'unreadable':
      return t('unreadable', { status: String(failure.status) })
    case 'signed-out':
      return t('signedOut')
    case 'network':
    case 'changed':
    case 'cancelled':
      return t(failure.kind)
  }
}
