import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `npm run dev` has the house listen. */
const gateway = { target: `http://127.0.0.1:${process.env.PORT ?? 4000}`, ws: true };

/** Which chunk a library belongs to; what is not named goes where Rolldown finds it used. */
const libraries = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'charts', test: /node_modules\/(@mantine\/charts|recharts|d3-[^/]+|victory-vendor|@reduxjs)\// },
];

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  css: { postcss: { plugins: [mantine()] } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    rolldownOptions: { output: { codeSplitting: { groups: libraries } } },
  },
  server: {
    host: '127.0.0.1',
    allowedHosts: ['.localhost'],
    // The tenant is the host, so the browser's own Host header travels on.
    proxy: { '/graphql': gateway, '/calendar/': gateway, '/jobs': gateway, '/objects': gateway },
  },
});
