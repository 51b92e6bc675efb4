import { NextIntlClientProvider, useMessages } from 'next-intl'
import type { ReactNode } from 'react'
import type { Topic } from '#lib/text/messages.ts'

/** Sends the browser the messages of these topics, and always `common`. */
export function ClientText({ topics, children }: { topics: Topic[]; children: ReactNode }) {
  const all = useMessages()
  const chosen = Object.fromEntries(['common' as const, ...topics].map((topic) => [topic, all[topic]]))
  return <NextIntlClientProvider messages={chosen}>{children}</NextIntlClientProvider>
}
