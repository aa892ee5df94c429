# fft_bench: our 3-D transforms against FFTW's own, both with two threads.
find_library(FFTW3F_LIBRARY fftw3f)
find_library(FFTW3F_THREADS_LIBRARY fftw3f_threads)
if(FFTW3F_THREADS_LIBRARY)
  add_executable(fft_bench ${CMAKE_CURRENT_LIST_DIR}/fft.cpp)
  target_link_libraries(fft_bench PRIVATE test_support ${FFTW3F_THREADS_LIBRARY} ${FFTW3F_LIBRARY})
endif()
