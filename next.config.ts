import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withText = createNextIntlPlugin('./lib/web/pages/intl.ts')

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks types.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Drivers and native modules do not work when bundled.
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', '@node-rs/argon2', 'pino'],
}

export default withText(config)
