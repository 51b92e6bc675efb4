import { logOut } from '#lib/web/pages/header-forms.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(logOut)
