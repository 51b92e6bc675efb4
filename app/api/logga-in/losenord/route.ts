import { passwordLogin } from '#lib/web/pages/password-login.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(passwordLogin)
