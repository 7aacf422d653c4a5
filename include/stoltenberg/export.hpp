// Symbol visibility. Consumers of the installed library need not define anything.
#pragma once

#if defined(STOLTENBERG_STATIC)
#define STOLTENBERG_EXPORT
#elif defined(_WIN32)
#if defined(STOLTENBERG_BUILDING)
#define STOLTENBERG_EXPORT __declspec(dllexport)
#else
#define STOLTENBERG_EXPORT __declspec(dllimport)
#endif
#else
#define STOLTENBERG_EXPORT __attribute__((visibility("default")))
#endif
