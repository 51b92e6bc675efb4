import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { LOCALE_COOKIE, readLocale } from '#lib/door/locale.ts'
import { TIME_ZONE } from '#lib/text/locale.ts'
import { messages } from '#lib/text/messages.ts'

export default getRequestConfig(async () => {
  const locale = readLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language'))
  return { locale, messages: messages(locale), timeZone: TIME_ZONE }
})
