import { chooseLanguage } from '#lib/web/pages/choose-language.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(chooseLanguage)
