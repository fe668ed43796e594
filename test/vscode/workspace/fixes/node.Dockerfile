# syntax=docker/dockerfile:1
FROM node:22.11-bookworm-slim
WORKDIR /app
ENV NPM_TOKEN=npm_8f3b2c91d7e64a05
COPY package*.json ./
RUN npm config set _authToken "$NPM_TOKEN" && npm ci --omit=dev # installs
COPY . .
EXPOSE 3000
CMD ["node", "server.js"]
