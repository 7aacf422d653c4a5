// Batches of lines in, answers out, in the same order, over a number of threads; memory is bounded by a window of batches.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tool {

/// `read()` gives the next input or nothing; `work(index, input)` runs on any thread and must not throw; `write(output)` is called in
/// input order from the calling thread and says whether to go on.
template <class Read, class Work, class Write>
void ordered_pipeline(unsigned threads, Read&& read, Work&& work, Write&& write) {
    using Input = typename decltype(read())::value_type;
    using Output = decltype(work(std::size_t{}, std::declval<Input>()));
    if (threads <= 1) {
        for (std::size_t i = 0;; ++i) {
            auto input = read();
            if (!input || !write(work(i, std::move(*input)))) return;
        }
    }
    const std::size_t window = std::size_t{threads} * 4; // of inputs, which are batches
    std::mutex reading;                                  ///< held while an input is read, so that inputs keep their order; never while a result waits
    std::mutex mutex;                                    ///< guards what follows
    std::condition_variable ready;
    std::condition_variable room;
    std::map<std::size_t, Output> done;
    std::size_t next = 0;
    std::size_t written = 0;
    bool end = false;
    bool stop = false;
    std::vector<std::thread> pool;
    for (unsigned t = 0; t < threads; ++t) {
        pool.emplace_back([&] {
            for (;;) {
                std::optional<Input> input;
                std::size_t index = 0;
                {
                    const std::lock_guard turn(reading);
                    {
                        std::unique_lock lock(mutex);
                        room.wait(lock, [&] { return stop || end || next < written + window; });
                        if (stop || end) return;
                    }
                    input = read();
                    const std::lock_guard lock(mutex);
                    if (!input) {
                        end = true;
                        ready.notify_all();
                        return;
                    }
                    index = next++;
                }
                Output output = work(index, std::move(*input));
                bool awaited = false; // the writer sleeps until its next output is there
                {
                    const std::lock_guard lock(mutex);
                    awaited = index == written;
                    done.emplace(index, std::move(output));
                }
                if (awaited) ready.notify_one();
            }
        });
    }
    for (bool more = true; more;) {
        std::optional<Output> output;
        {
            std::unique_lock lock(mutex);
            ready.wait(lock, [&] { return done.contains(written) || (end && written == next); });
            if (!done.contains(written)) break;
            output = std::move(done.extract(written).mapped());
            ++written;
        }
        room.notify_one(); // who waits for room holds the turn to read: one at most
        more = write(std::move(*output));
    }
    {
        const std::lock_guard lock(mutex);
        stop = true;
    }
    room.notify_all();
    for (std::thread& t : pool) t.join();
}

} // namespace tool
