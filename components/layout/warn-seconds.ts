/** How long before the session ends one is warned. WCAG 2.2.1 requires at least 20 seconds. */
export const WARN_SECONDS = 120
