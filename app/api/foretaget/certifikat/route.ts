import { registerForm } from '#lib/web/pages/certificate-forms.ts'
import { route } from '#lib/web/pages/route.ts'

export const POST = route(registerForm)
