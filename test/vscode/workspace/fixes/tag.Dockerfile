FROM --platform=$BUILDPLATFORM node:alpine AS build
WORKDIR /app
COPY . .
USER node
CMD ["node", "server.js"]
