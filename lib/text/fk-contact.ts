/** Försäkringskassan's own numbers, from their guide to file transfer: Kundcenter för Partner, and technical SHS support. */
export const FK_PARTNER_PHONE = '0771-17\u00a090\u00a000'
export const FK_SHS_EMAIL = 'shssupport@forsakringskassan.se'
