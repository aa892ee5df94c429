# mapio_bench: probing, loading, writing of large maps.
find_package(ZLIB REQUIRED)
add_executable(mapio_bench ${CMAKE_CURRENT_LIST_DIR}/mapio/mapio_bench.cpp)
target_link_libraries(mapio_bench PRIVATE test_support ZLIB::ZLIB)
