import { chooseLanguage } from '#lib/http/choose-language.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(chooseLanguage)
