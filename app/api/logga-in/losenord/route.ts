import { passwordLogin } from '#lib/http/password-login.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(passwordLogin)
