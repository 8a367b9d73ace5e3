import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** Root is this folder: `vite build src/web`. */
export default defineConfig(({ mode }) => {
  const port = loadEnv(mode, '.', 'TANHENG_').TANHENG_PORT ?? '3000';
  return {
    plugins: [react()],
    build: { outDir: '../../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1500 },
    server: { proxy: { '/api/v1': `http://127.0.0.1:${port}` } },
  };
});
