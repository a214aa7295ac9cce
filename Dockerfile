# The application that browsers load.
FROM node:24.21.0-bookworm-slim AS dashboard
WORKDIR /dossier
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY contract contract
COPY client client
COPY scripts scripts
RUN node scripts/build-dashboard.js

# One image for workers, APIs and their one-time jobs: which one it is, the command says. TypeScript runs as it is.
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS=--disable-warning=ExperimentalWarning
WORKDIR /dossier
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY LICENSE ./
COPY bin bin
COPY contract contract
COPY workflows workflows
COPY activities activities
COPY store store
COPY workers workers
COPY client client
COPY scripts scripts
COPY examples examples
COPY --from=dashboard /dossier/build/dashboard build/dashboard
# The workflows are bundled once, here, so that a worker starts at once and every copy of the image is the same build.
RUN node -e "import('./workers/workflow-bundle.ts').then(({ workflowBundle }) => workflowBundle())" \
    && chown -R node:node node_modules/.cache
USER node
CMD ["node", "workers/main.ts"]
