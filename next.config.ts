import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withText = createNextIntlPlugin('./lib/web/pages/intl.ts')

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` looks at the types of everything; a build is for pages alone.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Drivers and native modules stay Node's own; bundling them breaks them.
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', '@node-rs/argon2', 'pino'],
}

export default withText(config)
